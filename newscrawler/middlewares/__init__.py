"""Between engine and downloader: what may be asked (robots), when (pace), and where the demo's hosts answer; before the
spider: what may be read (trial).
"""
