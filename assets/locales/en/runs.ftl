runs-kept-run-skipped-cause = a kept run was skipped: { $cause }
