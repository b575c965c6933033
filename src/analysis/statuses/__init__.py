"""Which status the numbers of a text have: done, planned, approved, estimated, or what a rule allows.

`told.Statuses` goes through them in their order: what the own words of a number say (`words`), what stands beside it
(`wholes`), else what holds from before its sentence (`held`). Which words and turns may mean another one stands in
`unclear`; when a status is doubted is for `extracting` to say, which knows the periods. Touches no disk.
May import: `prose`.
"""
