//! Helpers shared by the end-to-end tests: where the binary, the seeds and the corpus are.
