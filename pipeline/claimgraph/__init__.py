"""Who says what, in which document, and where do they disagree?"""
