"""Commands, a file each; a command of Scrapy's name takes its place."""
