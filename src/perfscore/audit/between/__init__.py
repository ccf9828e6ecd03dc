"""What the files of one hand-in say against each other: who belongs together, and one check per matter."""
