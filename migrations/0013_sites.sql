-- A company makes its own sites and mends their names. A zone that Postgres does not know is refused here, for every list counts days in it.
ALTER TABLE site ADD CHECK (length(name) between 1 and 100 and length(address) <= 200);
--> statement-breakpoint
GRANT INSERT ON site TO inductlite_app;
--> statement-breakpoint
GRANT UPDATE (name, address, time_zone) ON site TO inductlite_app;
