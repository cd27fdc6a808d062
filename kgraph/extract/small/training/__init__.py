"""The making of the model `small`: gold, folds, one file a stage. Needs the training libraries."""
