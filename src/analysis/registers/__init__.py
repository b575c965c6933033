"""Readers of scheme registers (danh mục đề án): from the bytes of a CSV or XLSX to one row a scheme."""
