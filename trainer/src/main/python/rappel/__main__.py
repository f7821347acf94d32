"""``python -m rappel`` is the command line."""

from ._java import main

main()
