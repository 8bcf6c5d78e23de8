-- The list of who passed an induction goes by the induction; nothing asks for completions of all of them by time.
DROP INDEX "completion_list";--> statement-breakpoint
CREATE INDEX "completion_of_template" ON "completion" USING btree ("company_id","template_id","completed_at","id");
