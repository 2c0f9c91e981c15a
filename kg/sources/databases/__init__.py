"""Files of variant databases, read as streams: ClinVar's table and VCV XML, tables of allele frequencies."""
