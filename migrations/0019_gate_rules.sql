CREATE TABLE "booking" (
	"company_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"site_id" uuid NOT NULL,
	"visitor_type" text NOT NULL,
	"name" text NOT NULL,
	"name_key" text NOT NULL,
	"phone" text NOT NULL,
	"employer" text NOT NULL,
	"email" text NOT NULL,
	"host" text DEFAULT '' NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"from_on" date NOT NULL,
	"to_on" date NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"booked_by" uuid NOT NULL,
	"booked_at" timestamp (3) with time zone NOT NULL,
	"cancelled_at" timestamp (3) with time zone,
	"completion_id" uuid,
	"person_id" uuid,
	"arrived_at" timestamp (3) with time zone,
	"erased_at" timestamp (3) with time zone,
	CONSTRAINT "booking_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "contractor" (
	"company_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"name_key" text NOT NULL,
	"contact_name" text DEFAULT '' NOT NULL,
	"contact_email" text DEFAULT '' NOT NULL,
	"contact_phone" text DEFAULT '' NOT NULL,
	"archived_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "contractor_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "contractor_paper" (
	"company_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"contractor_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"label" text NOT NULL,
	"expires_on" date NOT NULL,
	"added_by" uuid NOT NULL,
	"added_at" timestamp (3) with time zone NOT NULL,
	"removed_at" timestamp (3) with time zone,
	CONSTRAINT "contractor_paper_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "ban" (
	"company_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"site_id" uuid,
	"phone" text NOT NULL,
	"name" text NOT NULL,
	"name_key" text NOT NULL,
	"reason" text NOT NULL,
	"until_on" date,
	"banned_by" uuid NOT NULL,
	"banned_at" timestamp (3) with time zone NOT NULL,
	"lifted_by" uuid,
	"lifted_at" timestamp (3) with time zone,
	CONSTRAINT "ban_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "entry" (
	"company_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"site_id" uuid NOT NULL,
	"person_id" uuid,
	"visitor_type" text NOT NULL,
	"name" text NOT NULL,
	"name_key" text NOT NULL,
	"phone" text NOT NULL,
	"employer" text NOT NULL,
	"search_text" text NOT NULL,
	"terms" text[] NOT NULL,
	"content_hash" "bytea" NOT NULL,
	"privacy_notice_version" integer NOT NULL,
	"terms_version_id" uuid,
	"language" text,
	"sign_out_hash" "bytea" NOT NULL,
	"sign_out_expires_at" timestamp (3) with time zone NOT NULL,
	"notices" uuid[] DEFAULT '{}' NOT NULL,
	"booking_id" uuid,
	"passed" jsonb,
	"completion_id" uuid,
	"inducted_until" timestamp (3) with time zone,
	"reasons" jsonb NOT NULL,
	"state" text NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"decided_at" timestamp (3) with time zone,
	"decided_by" uuid,
	"note" text,
	"erased_at" timestamp (3) with time zone,
	CONSTRAINT "entry_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "privacy_request" (
	"company_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"text" text NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"due_on" date NOT NULL,
	"answered_at" timestamp (3) with time zone,
	"answered_by" uuid,
	"answer" text DEFAULT '' NOT NULL,
	CONSTRAINT "privacy_request_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "terms_version" (
	"company_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" integer NOT NULL,
	"texts" jsonb NOT NULL,
	"published_by" uuid NOT NULL,
	"published_at" timestamp (3) with time zone NOT NULL,
	"withdrawn_at" timestamp (3) with time zone,
	CONSTRAINT "terms_version_company_id_id_pk" PRIMARY KEY("company_id","id"),
	CONSTRAINT "terms_version_number" UNIQUE("company_id","number")
);
--> statement-breakpoint
ALTER TABLE "completion" ADD COLUMN "approved_by" uuid;--> statement-breakpoint
ALTER TABLE "site" ADD COLUMN "rules" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "visit" ADD COLUMN "terms_version_id" uuid;--> statement-breakpoint
ALTER TABLE "visit" ADD COLUMN "language" text;--> statement-breakpoint
ALTER TABLE "visit" ADD COLUMN "approved_by" uuid;--> statement-breakpoint
ALTER TABLE "visit" ADD COLUMN "checked_in_by" uuid;--> statement-breakpoint
ALTER TABLE "visit" ADD COLUMN "booking_id" uuid;--> statement-breakpoint
ALTER TABLE "booking" ADD CONSTRAINT "booking_site" FOREIGN KEY ("company_id","site_id") REFERENCES "site"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "booking" ADD CONSTRAINT "booking_member" FOREIGN KEY ("company_id","booked_by") REFERENCES "member"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "booking" ADD CONSTRAINT "booking_completion" FOREIGN KEY ("company_id","completion_id") REFERENCES "completion"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "booking" ADD CONSTRAINT "booking_person" FOREIGN KEY ("company_id","person_id") REFERENCES "person"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contractor" ADD CONSTRAINT "contractor_company" FOREIGN KEY ("company_id") REFERENCES "company"("company_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contractor_paper" ADD CONSTRAINT "contractor_paper_contractor" FOREIGN KEY ("company_id","contractor_id") REFERENCES "contractor"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contractor_paper" ADD CONSTRAINT "contractor_paper_member" FOREIGN KEY ("company_id","added_by") REFERENCES "member"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ban" ADD CONSTRAINT "ban_site" FOREIGN KEY ("company_id","site_id") REFERENCES "site"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ban" ADD CONSTRAINT "ban_by_member" FOREIGN KEY ("company_id","banned_by") REFERENCES "member"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ban" ADD CONSTRAINT "ban_lifted_by_member" FOREIGN KEY ("company_id","lifted_by") REFERENCES "member"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "entry" ADD CONSTRAINT "entry_site" FOREIGN KEY ("company_id","site_id") REFERENCES "site"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "entry" ADD CONSTRAINT "entry_member" FOREIGN KEY ("company_id","decided_by") REFERENCES "member"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "privacy_request" ADD CONSTRAINT "privacy_request_person" FOREIGN KEY ("company_id","person_id") REFERENCES "person"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "privacy_request" ADD CONSTRAINT "privacy_request_member" FOREIGN KEY ("company_id","answered_by") REFERENCES "member"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "terms_version" ADD CONSTRAINT "terms_version_company" FOREIGN KEY ("company_id") REFERENCES "company"("company_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "terms_version" ADD CONSTRAINT "terms_version_member" FOREIGN KEY ("company_id","published_by") REFERENCES "member"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "booking_token" ON "booking" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "booking_list" ON "booking" USING btree ("company_id","to_on","id");--> statement-breakpoint
CREATE INDEX "booking_open" ON "booking" USING btree ("company_id","site_id","from_on") WHERE cancelled_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "contractor_name" ON "contractor" USING btree ("company_id","name_key") WHERE archived_at is null;--> statement-breakpoint
CREATE INDEX "contractor_paper_of" ON "contractor_paper" USING btree ("company_id","contractor_id") WHERE removed_at is null;--> statement-breakpoint
CREATE INDEX "ban_of_phone" ON "ban" USING btree ("company_id","phone") WHERE lifted_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "entry_sign_out" ON "entry" USING btree ("sign_out_hash");--> statement-breakpoint
CREATE INDEX "entry_waiting" ON "entry" USING btree ("company_id","site_id","asked_at") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "entry_of_phone" ON "entry" USING btree ("company_id","phone","asked_at");--> statement-breakpoint
CREATE INDEX "entry_list" ON "entry" USING btree ("company_id","asked_at","id");--> statement-breakpoint
CREATE INDEX "privacy_request_open" ON "privacy_request" USING btree ("company_id","due_on") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "privacy_request_of_person" ON "privacy_request" USING btree ("company_id","person_id","asked_at");--> statement-breakpoint
ALTER TABLE "completion" ADD CONSTRAINT "completion_approved_by" FOREIGN KEY ("company_id","approved_by") REFERENCES "member"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit" ADD CONSTRAINT "visit_terms" FOREIGN KEY ("company_id","terms_version_id") REFERENCES "terms_version"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit" ADD CONSTRAINT "visit_approved_by" FOREIGN KEY ("company_id","approved_by") REFERENCES "member"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit" ADD CONSTRAINT "visit_checked_in_by" FOREIGN KEY ("company_id","checked_in_by") REFERENCES "member"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit" ADD CONSTRAINT "visit_booking" FOREIGN KEY ("company_id","booking_id") REFERENCES "booking"("company_id","id") ON DELETE no action ON UPDATE no action;