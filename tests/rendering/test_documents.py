"""Which file holds which part of the notebook."""

from __future__ import annotations

from analysis.rendering.documents import (
    ANNEXES,
    BODY,
    DOCUMENTS,
    PARTS,
    TECHNICAL,
    part_of_blocks,
    waves,
)

MARKDOWN = """# Mở đầu {#mo-dau}

::: {#mot .khoi}
:::

## Mục {.ky-thuat}

::: {#hai .khoi}
:::

# Biểu {.phu-luc .neu-co #pl-bieu}

::: {#ba .khoi}
:::

# Truy xuất {.ky-thuat #pl-vet}

::: {#bon .khoi}
:::

# Kết thúc

::: {#nam .khoi}
:::
"""


def test_a_block_belongs_to_the_part_that_the_last_heading_of_level_one_opens() -> None:
    """The class of the heading names the part, the body where it has none; deeper headings open no part."""
    found = part_of_blocks(MARKDOWN)
    assert found == {"mot": BODY, "hai": BODY, "ba": ANNEXES, "bon": TECHNICAL, "nam": BODY}


def test_a_file_is_made_after_those_whose_hash_it_prints() -> None:
    """Every document is made once, and the technical file before the PDF and the DOCX that name its hash."""
    order = [document.name for wave in waves() for document in wave]
    assert sorted(order) == sorted(document.name for document in DOCUMENTS)
    first = [document.name for document in waves()[0]]
    assert "phu-luc-ky-thuat.pdf" in first
    assert not {"bao-cao.pdf", "bao-cao.docx"} & set(first)


def test_every_part_is_in_a_file_that_links_can_lead_to() -> None:
    """The page holds all parts, and each part is in a PDF, so that a number of any document has a target."""
    held = {document.name: document.parts for document in DOCUMENTS}
    assert set(held["bao-cao.html"]) == set(PARTS)
    printed = [part for name, parts in held.items() if name.endswith(".pdf") for part in parts]
    assert set(printed) == set(PARTS)
