"""Tests of what all areas share."""
