-- Whether a student abstained because its encoder was not there in time.
ALTER TABLE example ADD COLUMN unread INTEGER NOT NULL DEFAULT 0;
