"""Between engine and downloader: what may be asked (robots), when (pace), where the demo's hosts answer, and what may
be read (trial).
"""
