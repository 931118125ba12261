"""The pairs Spark makes of pickled tables: a process of its own, for pytest lets no socket through.

`python -m tests.people.matching.spark_pairs MASTER < tables > pairs`, both pickled.
"""

import pickle
import sys

from yushui.people.matching import linking


if __name__ == "__main__":
    tables = pickle.load(sys.stdin.buffer)
    made = linking.pairs(tables, backend=sys.argv[1])
    sys.stdout.buffer.write(pickle.dumps([tuple(pair) for pair in made]))
