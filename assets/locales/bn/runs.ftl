runs-kept-run-skipped-cause = একটি জমা রাখা চালনা বাদ পড়েছে: { $cause }
