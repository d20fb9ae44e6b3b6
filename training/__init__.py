"""How the weights of the body model are made. Not part of the package that is installed."""
