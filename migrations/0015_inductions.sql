CREATE TABLE "completion" (
	"company_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"template_id" uuid NOT NULL,
	"version_id" uuid NOT NULL,
	"version_number" integer NOT NULL,
	"site_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"visitor_type" text NOT NULL,
	"language" text NOT NULL,
	"drawn" text[] NOT NULL,
	"answers" jsonb NOT NULL,
	"score" integer NOT NULL,
	"out_of" integer NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"completed_at" timestamp (3) with time zone NOT NULL,
	"valid_until" timestamp (3) with time zone,
	"erased_at" timestamp (3) with time zone,
	CONSTRAINT "completion_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "induction_template" (
	"company_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"site_id" uuid,
	"name" text NOT NULL,
	"visitor_types" text[] NOT NULL,
	"draft" jsonb NOT NULL,
	"draft_number" integer DEFAULT 1 NOT NULL,
	"published_number" integer DEFAULT 0 NOT NULL,
	"accepted_from" integer DEFAULT 1 NOT NULL,
	"archived_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "induction_template_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "induction_version" (
	"company_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"template_id" uuid NOT NULL,
	"site_id" uuid,
	"number" integer NOT NULL,
	"content" jsonb NOT NULL,
	"redo" boolean NOT NULL,
	"published_by" uuid NOT NULL,
	"published_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "induction_version_company_id_id_pk" PRIMARY KEY("company_id","id"),
	CONSTRAINT "induction_version_number" UNIQUE("company_id","template_id","number")
);
--> statement-breakpoint
CREATE TABLE "live_induction" (
	"company_id" uuid NOT NULL,
	"template_id" uuid NOT NULL,
	"visitor_type" text NOT NULL,
	"site_id" uuid,
	"version_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "live_induction_company_id_template_id_visitor_type_pk" PRIMARY KEY("company_id","template_id","visitor_type"),
	CONSTRAINT "live_induction_one" UNIQUE NULLS NOT DISTINCT("company_id","site_id","visitor_type")
);
--> statement-breakpoint
ALTER TABLE "visit" ADD COLUMN "completion_id" uuid;--> statement-breakpoint
ALTER TABLE "visit" ADD COLUMN "inducted_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "completion" ADD CONSTRAINT "completion_version" FOREIGN KEY ("company_id","version_id") REFERENCES "induction_version"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "completion" ADD CONSTRAINT "completion_template" FOREIGN KEY ("company_id","template_id") REFERENCES "induction_template"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "completion" ADD CONSTRAINT "completion_site" FOREIGN KEY ("company_id","site_id") REFERENCES "site"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "completion" ADD CONSTRAINT "completion_person" FOREIGN KEY ("company_id","person_id") REFERENCES "person"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "induction_template" ADD CONSTRAINT "induction_template_company" FOREIGN KEY ("company_id") REFERENCES "company"("company_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "induction_template" ADD CONSTRAINT "induction_template_site" FOREIGN KEY ("company_id","site_id") REFERENCES "site"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "induction_version" ADD CONSTRAINT "induction_version_template" FOREIGN KEY ("company_id","template_id") REFERENCES "induction_template"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "induction_version" ADD CONSTRAINT "induction_version_site" FOREIGN KEY ("company_id","site_id") REFERENCES "site"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "induction_version" ADD CONSTRAINT "induction_version_member" FOREIGN KEY ("company_id","published_by") REFERENCES "member"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "live_induction" ADD CONSTRAINT "live_induction_version" FOREIGN KEY ("company_id","version_id") REFERENCES "induction_version"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "live_induction" ADD CONSTRAINT "live_induction_template" FOREIGN KEY ("company_id","template_id") REFERENCES "induction_template"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "live_induction" ADD CONSTRAINT "live_induction_site" FOREIGN KEY ("company_id","site_id") REFERENCES "site"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "completion_of_person" ON "completion" USING btree ("company_id","person_id","template_id","completed_at");--> statement-breakpoint
CREATE INDEX "completion_list" ON "completion" USING btree ("company_id","completed_at","id");--> statement-breakpoint
ALTER TABLE "visit" ADD CONSTRAINT "visit_completion" FOREIGN KEY ("company_id","completion_id") REFERENCES "completion"("company_id","id") ON DELETE no action ON UPDATE no action;