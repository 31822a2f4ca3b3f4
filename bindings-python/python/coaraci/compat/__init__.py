"""Names and signatures of peer libraries over this one's columns: change one import."""
