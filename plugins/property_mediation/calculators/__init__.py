"""Calculations offered on a property dispute, each in steps with its article; for mediation only, never a judgement."""
