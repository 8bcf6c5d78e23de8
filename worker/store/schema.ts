/** Every table of the product, a file for each noun. Row-level security, roles and functions stand in migrations/, next to the tables. */
export * from "#worker/store/schema/account.ts";
export * from "#worker/store/schema/audit.ts";
export * from "#worker/store/schema/booking.ts";
export * from "#worker/store/schema/company.ts";
export * from "#worker/store/schema/contractor.ts";
export * from "#worker/store/schema/deployment.ts";
export * from "#worker/store/schema/entry.ts";
export * from "#worker/store/schema/export.ts";
export * from "#worker/store/schema/induction.ts";
export * from "#worker/store/schema/invite.ts";
export * from "#worker/store/schema/member.ts";
export * from "#worker/store/schema/notice.ts";
export * from "#worker/store/schema/person.ts";
export * from "#worker/store/schema/privacy.ts";
export * from "#worker/store/schema/site.ts";
export * from "#worker/store/schema/terms.ts";
export * from "#worker/store/schema/visit.ts";
