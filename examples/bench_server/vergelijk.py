"""Reads 50150NED with cbsodata into a data frame and writes it as Parquet.

python vergelijk.py HOST BESTAND
"""

import sys

import cbsodata
import pandas

host, path = sys.argv[1:]
cbsodata.options.use_https = False
rows = cbsodata.get_data("50150NED", catalog_url=host)
pandas.DataFrame(rows).to_parquet(path)
