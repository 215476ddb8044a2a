"""Calculations offered on a consumer dispute, each in steps with its article; for mediation only, never a judgement."""
