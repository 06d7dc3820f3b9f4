"""The end of personal data: erasure and retention, with their proof, and figures that stay as they were."""
