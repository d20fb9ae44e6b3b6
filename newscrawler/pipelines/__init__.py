"""After the spider: wash the article, put it on the shelf. Thin classes over `cleaning` and `archive`."""
