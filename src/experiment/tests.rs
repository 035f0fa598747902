//! Tests of plans, runs and findings.
