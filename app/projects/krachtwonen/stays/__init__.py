"""The night ledger and the verbs that write it: who holds which place, on which terms and papers."""
