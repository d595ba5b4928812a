"""Users' own factors: tables, supplier footprints and exports, laid over a release."""
