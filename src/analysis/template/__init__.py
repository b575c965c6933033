"""The empty register workbook that `make template` writes."""
