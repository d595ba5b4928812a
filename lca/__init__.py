"""Zuji (足迹): product carbon footprints."""
