CREATE TABLE "asset" (
	"company_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"site_id" uuid,
	"name" text NOT NULL,
	"media_type" text NOT NULL,
	"bytes" integer NOT NULL,
	"sha256" "bytea" NOT NULL,
	"uploaded_by" uuid NOT NULL,
	"uploaded_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "asset_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
ALTER TABLE "asset" ADD CONSTRAINT "asset_site" FOREIGN KEY ("company_id","site_id") REFERENCES "site"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "asset" ADD CONSTRAINT "asset_member" FOREIGN KEY ("company_id","uploaded_by") REFERENCES "member"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE asset ADD CHECK (length(name) between 1 and 200 and bytes between 1 and 100000000);
--> statement-breakpoint
DO $$
begin
  alter table asset enable row level security;
  alter table asset force row level security;
  create policy company_wall on asset to inductlite_app using (company_id = (select current_company())) with check (company_id = (select current_company()));
  -- Those of the company's own inductions are every site's to see, and nobody's to add who has sites of their own.
  create policy site_wall on asset as restrictive to inductlite_app using ((select current_sites()) is null or site_id is null or site_id = any ((select current_sites())::uuid[]))
    with check ((select current_sites()) is null or site_id = any ((select current_sites())::uuid[]));
  create policy visitor_wall on asset as restrictive to inductlite_app using ((select current_member_role()) <> 'visitor');
end $$;
--> statement-breakpoint
GRANT SELECT, INSERT ON asset TO inductlite_app;
--> statement-breakpoint
INSERT INTO role_permission (role, permission) SELECT r, 'asset.upload' FROM unnest(array['owner', 'admin', 'site_manager']) r;
--> statement-breakpoint
INSERT INTO switched_permission (name, permission) VALUES ('uploads', 'asset.upload');
