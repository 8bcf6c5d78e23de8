/** Every table of the product. Row-level security, roles and functions stand in migrations/, next to the tables. */
import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  customType,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";

const bytea = customType<{ data: Uint8Array; driverData: string }>({
  dataType: () => "bytea",
  toDriver: (bytes) => `\\x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`,
  fromDriver: (hex) => Uint8Array.from(hex.slice(2).match(/../g) ?? [], (pair) => parseInt(pair, 16)),
});

/** Milliseconds, because a JavaScript Date has no more: a cursor must come back as it went out. */
const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

const stamps = {
  createdAt: instant("created_at").notNull().defaultNow(),
  updatedAt: instant("updated_at").notNull().defaultNow(),
};

export const company = pgTable("company", {
  id: uuid("company_id").primaryKey(),
  name: text("name").notNull(),
  timeZone: text("time_zone").notNull().default("Pacific/Auckland"),
  plan: text("plan").notNull().default("standard"),
  /** By the deployment's owner: nobody logs in or signs in while it is set; signing out goes on. */
  suspendedAt: instant("suspended_at"),
  /** Owners and admins must use a second factor. */
  secondFactorRequired: boolean("second_factor_required").notNull().default(false),
  ...stamps,
});

/** A log-in. One e-mail may be a member of several companies, so this table belongs to none of them. */
export const account = pgTable("account", {
  id: uuid("id").primaryKey(),
  email: text("email").notNull().unique(),
  passwordHash: text("password_hash").notNull(),
  /** Of the authenticator app, sealed with the deployment's key; null when there is none. */
  totpSecret: bytea("totp_secret"),
  /** The last 30-second step that a code was taken for: a code works once. */
  totpCounter: bigint("totp_counter", { mode: "number" }),
  ...stamps,
});

/** A WebAuthn credential of an account. */
export const passkey = pgTable(
  "passkey",
  {
    id: uuid("id").primaryKey(),
    accountId: uuid("account_id").notNull().references(() => account.id),
    credentialId: bytea("credential_id").notNull().unique(),
    publicKey: bytea("public_key").notNull(),
    signCount: bigint("sign_count", { mode: "number" }).notNull(),
    transports: text("transports").array().notNull(),
    name: text("name").notNull(),
    isBackedUp: boolean("is_backed_up").notNull(),
    lastUsedAt: instant("last_used_at"),
    ...stamps,
  },
  (t) => [index("passkey_by_account").on(t.accountId)],
);

/** One-time codes for who lost the second factor, as digests. */
export const recoveryCode = pgTable(
  "recovery_code",
  {
    accountId: uuid("account_id").notNull().references(() => account.id),
    codeHash: bytea("code_hash").notNull(),
    usedAt: instant("used_at"),
    ...stamps,
  },
  (t) => [primaryKey({ columns: [t.accountId, t.codeHash] })],
);

/** Somebody wants a company: the link in the mail proves the address. */
export const signUp = pgTable("sign_up", {
  id: uuid("id").primaryKey(),
  email: text("email").notNull(),
  companyName: text("company_name").notNull(),
  memberName: text("member_name").notNull(),
  tokenHash: bytea("token_hash").notNull().unique(),
  expiresAt: instant("expires_at").notNull(),
  usedAt: instant("used_at"),
  ...stamps,
});

export const passwordReset = pgTable(
  "password_reset",
  {
    id: uuid("id").primaryKey(),
    accountId: uuid("account_id").notNull().references(() => account.id),
    tokenHash: bytea("token_hash").notNull().unique(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
    ...stamps,
  },
  (t) => [index("password_reset_by_account").on(t.accountId)],
);

/** What may be tried so many times in so long: an exact log. `key` is a digest of whose tries they are. */
export const attempt = pgTable(
  "attempt",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    kind: text("kind").notNull(),
    key: bytea("key").notNull(),
    at: instant("at").notNull(),
  },
  (t) => [index("attempt_of_key").on(t.kind, t.key, t.at), index("attempt_at").on(t.at)],
);

/** Challenges and step tokens that worked once. */
export const spentToken = pgTable("spent_token", {
  tokenHash: bytea("token_hash").primaryKey(),
  expiresAt: instant("expires_at").notNull(),
});

/** The outbox: the row is the job. It names what the mail is about; the link's token is derived when it is sent. */
export const mail = pgTable(
  "mail",
  {
    id: uuid("id").primaryKey(),
    /** Null for what comes before a company. */
    aboutCompanyId: uuid("about_company_id").references(() => company.id),
    kind: text("kind").notNull(),
    subjectId: uuid("subject_id").notNull(),
    /** Of the signing key that the link's token is derived with. */
    keyId: text("key_id").notNull(),
    details: jsonb("details").notNull().default({}),
    state: text("state", { enum: ["queued", "sending", "sent", "failed"] }).notNull().default("queued"),
    fencing: integer("fencing").notNull().default(0),
    attempts: integer("attempts").notNull().default(0),
    dueAt: instant("due_at").notNull().defaultNow(),
    failure: text("failure"),
    sentAt: instant("sent_at"),
    ...stamps,
  },
  (t) => [index("mail_due").on(t.dueAt).where(sql`state in ('queued', 'sending')`), index("mail_of_company").on(t.aboutCompanyId, t.createdAt), index("mail_of_subject").on(t.subjectId)],
);

/** A switch that the deployment's owner has thrown: what it names is off for every company. */
export const killSwitch = pgTable("kill_switch", { name: text("name").primaryKey(), reason: text("reason").notNull(), thrownAt: instant("thrown_at").notNull() });

/** Which switch stops which permission. */
export const switchedPermission = pgTable(
  "switched_permission",
  { name: text("name").notNull(), permission: text("permission").notNull() },
  (t) => [primaryKey({ columns: [t.name, t.permission] })],
);

/** A company's own value of a limit, instead of its plan's. */
export const companyLimit = pgTable(
  "company_limit",
  {
    companyId: uuid("company_id").notNull().references(() => company.id),
    name: text("name").notNull(),
    value: bigint("value", { mode: "number" }).notNull(),
    ...stamps,
  },
  (t) => [primaryKey({ columns: [t.companyId, t.name] })],
);

export const member = pgTable(
  "member",
  {
    companyId: uuid("company_id").notNull(),
    id: uuid("id").notNull(),
    accountId: uuid("account_id").notNull(),
    name: text("name").notNull(),
    role: text("role", { enum: ["owner", "admin", "site_manager", "viewer"] }).notNull(),
    /** Grows with each change of role or sites; a cookie that carries an older one is issued again. */
    version: integer("version").notNull().default(1),
    disabledAt: instant("disabled_at"),
    ...stamps,
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    unique("member_account").on(t.companyId, t.accountId),
    index("member_by_account").on(t.accountId),
    foreignKey({ columns: [t.companyId], foreignColumns: [company.id], name: "member_company" }),
    foreignKey({ columns: [t.accountId], foreignColumns: [account.id], name: "member_of_account" }),
  ],
);

export const session = pgTable(
  "session",
  {
    companyId: uuid("company_id").notNull(),
    id: uuid("id").notNull(),
    memberId: uuid("member_id").notNull(),
    /** SHA-256 of the 32 random bytes that only the cookie holds. */
    secretHash: bytea("secret_hash").notNull(),
    lastUsedAt: instant("last_used_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
    revokedAt: instant("revoked_at"),
    address: text("address"),
    userAgent: text("user_agent"),
    /** City and country as the edge guesses them. */
    place: text("place"),
    /** What was shown beside the password, or instead of it. */
    secondFactor: text("second_factor", { enum: ["totp", "recovery-code", "passkey"] }),
    ...stamps,
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    uniqueIndex("session_secret").on(t.secretHash),
    index("session_by_member").on(t.companyId, t.memberId),
    foreignKey({ columns: [t.companyId, t.memberId], foreignColumns: [member.companyId, member.id], name: "session_member" }),
  ],
);

export const site = pgTable(
  "site",
  {
    companyId: uuid("company_id").notNull(),
    id: uuid("id").notNull(),
    name: text("name").notNull(),
    address: text("address").notNull(),
    timeZone: text("time_zone").notNull().default("Pacific/Auckland"),
    /** The first half of each sign-in link of this site, for ever; it names the site's Durable Object. */
    code: text("code").notNull().unique(),
    /** Grows with each change that a visitor's page could show; the site's object reconciles by it. */
    version: integer("version").notNull().default(1),
    closedAt: instant("closed_at"),
    ...stamps,
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    foreignKey({ columns: [t.companyId], foreignColumns: [company.id], name: "site_company" }),
  ],
);

export const siteLink = pgTable(
  "site_link",
  {
    companyId: uuid("company_id").notNull(),
    id: uuid("id").notNull(),
    siteId: uuid("site_id").notNull(),
    secret: text("secret").notNull(),
    rotatedAt: instant("rotated_at"),
    ...stamps,
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    uniqueIndex("site_link_live").on(t.companyId, t.siteId).where(sql`rotated_at is null`),
    foreignKey({ columns: [t.companyId, t.siteId], foreignColumns: [site.companyId, site.id], name: "site_link_site" }),
  ],
);

export const memberSite = pgTable(
  "member_site",
  {
    companyId: uuid("company_id").notNull(),
    memberId: uuid("member_id").notNull(),
    siteId: uuid("site_id").notNull(),
    ...stamps,
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.memberId, t.siteId] }),
    foreignKey({ columns: [t.companyId, t.memberId], foreignColumns: [member.companyId, member.id], name: "member_site_member" }),
    foreignKey({ columns: [t.companyId, t.siteId], foreignColumns: [site.companyId, site.id], name: "member_site_site" }),
  ],
);

/** A way in for somebody who is not a member yet: role and sites inside, single use. */
export const invite = pgTable(
  "invite",
  {
    companyId: uuid("company_id").notNull(),
    id: uuid("id").notNull(),
    email: text("email").notNull(),
    name: text("name").notNull(),
    role: text("role", { enum: ["owner", "admin", "site_manager", "viewer"] }).notNull(),
    tokenHash: bytea("token_hash").notNull().unique(),
    expiresAt: instant("expires_at").notNull(),
    /** Null when the deployment's owner invited. */
    invitedBy: uuid("invited_by"),
    acceptedAt: instant("accepted_at"),
    revokedAt: instant("revoked_at"),
    ...stamps,
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    uniqueIndex("invite_open").on(t.companyId, t.email).where(sql`accepted_at is null and revoked_at is null`),
    foreignKey({ columns: [t.companyId], foreignColumns: [company.id], name: "invite_company" }),
    foreignKey({ columns: [t.companyId, t.invitedBy], foreignColumns: [member.companyId, member.id], name: "invite_by_member" }),
  ],
);

export const inviteSite = pgTable(
  "invite_site",
  {
    companyId: uuid("company_id").notNull(),
    inviteId: uuid("invite_id").notNull(),
    siteId: uuid("site_id").notNull(),
    ...stamps,
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.inviteId, t.siteId] }),
    foreignKey({ columns: [t.companyId, t.inviteId], foreignColumns: [invite.companyId, invite.id], name: "invite_site_invite" }),
    foreignKey({ columns: [t.companyId, t.siteId], foreignColumns: [site.companyId, site.id], name: "invite_site_site" }),
  ],
);

/** A phone number and a normalised name together: crews share phones. */
export const person = pgTable(
  "person",
  {
    companyId: uuid("company_id").notNull(),
    id: uuid("id").notNull(),
    phone: text("phone").notNull(),
    name: text("name").notNull(),
    nameKey: text("name_key").notNull(),
    ...stamps,
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    unique("person_phone_name").on(t.companyId, t.phone, t.nameKey),
    foreignKey({ columns: [t.companyId], foreignColumns: [company.id], name: "person_company" }),
  ],
);

/** Search goes by ranges over these words: LIKE and its kin lose their index under row-level security. */
export const personTerm = pgTable(
  "person_term",
  {
    companyId: uuid("company_id").notNull(),
    term: text("term").notNull(),
    personId: uuid("person_id").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.term, t.personId] }),
    foreignKey({ columns: [t.companyId, t.personId], foreignColumns: [person.companyId, person.id], name: "person_term_person" }),
  ],
);

/** An induction of a company (`site_id` null) or of one site: what is edited. What was told to people stands in its versions. */
export const inductionTemplate = pgTable(
  "induction_template",
  {
    companyId: uuid("company_id").notNull(),
    id: uuid("id").notNull(),
    siteId: uuid("site_id"),
    name: text("name").notNull(),
    visitorTypes: text("visitor_types").array().notNull(),
    draft: jsonb("draft").notNull(),
    /** Grows with each save: who saves on an older draft is told so. */
    draftNumber: integer("draft_number").notNull().default(1),
    /** The number of the newest version; 0 before the first. */
    publishedNumber: integer("published_number").notNull().default(0),
    /** Completions of versions before this one count no more. */
    acceptedFrom: integer("accepted_from").notNull().default(1),
    archivedAt: instant("archived_at"),
    ...stamps,
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    foreignKey({ columns: [t.companyId], foreignColumns: [company.id], name: "induction_template_company" }),
    foreignKey({ columns: [t.companyId, t.siteId], foreignColumns: [site.companyId, site.id], name: "induction_template_site" }),
  ],
);

/** What was published, for ever: a trigger refuses to change or delete it. */
export const inductionVersion = pgTable(
  "induction_version",
  {
    companyId: uuid("company_id").notNull(),
    id: uuid("id").notNull(),
    templateId: uuid("template_id").notNull(),
    siteId: uuid("site_id"),
    number: integer("number").notNull(),
    content: jsonb("content").notNull(),
    /** Those inducted on an earlier version must do this one. */
    redo: boolean("redo").notNull(),
    publishedBy: uuid("published_by").notNull(),
    publishedAt: instant("published_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    unique("induction_version_number").on(t.companyId, t.templateId, t.number),
    foreignKey({ columns: [t.companyId, t.templateId], foreignColumns: [inductionTemplate.companyId, inductionTemplate.id], name: "induction_version_template" }),
    foreignKey({ columns: [t.companyId, t.siteId], foreignColumns: [site.companyId, site.id], name: "induction_version_site" }),
    foreignKey({ columns: [t.companyId, t.publishedBy], foreignColumns: [member.companyId, member.id], name: "induction_version_member" }),
  ],
);

/** What the gate asks for: at most one version for each site and visitor type, and one for each visitor type of the whole company. */
export const liveInduction = pgTable(
  "live_induction",
  {
    companyId: uuid("company_id").notNull(),
    templateId: uuid("template_id").notNull(),
    visitorType: text("visitor_type").notNull(),
    siteId: uuid("site_id"),
    versionId: uuid("version_id").notNull(),
    ...stamps,
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.templateId, t.visitorType] }),
    unique("live_induction_one").on(t.companyId, t.siteId, t.visitorType).nullsNotDistinct(),
    foreignKey({ columns: [t.companyId, t.versionId], foreignColumns: [inductionVersion.companyId, inductionVersion.id], name: "live_induction_version" }),
    foreignKey({ columns: [t.companyId, t.templateId], foreignColumns: [inductionTemplate.companyId, inductionTemplate.id], name: "live_induction_template" }),
    foreignKey({ columns: [t.companyId, t.siteId], foreignColumns: [site.companyId, site.id], name: "live_induction_site" }),
  ],
);

/** What everybody reads before they come in: a hazard, or something to know. It stands as it was put up, until it is over or taken down. */
export const notice = pgTable(
  "notice",
  {
    companyId: uuid("company_id").notNull(),
    id: uuid("id").notNull(),
    /** Null: at all sites. */
    siteId: uuid("site_id"),
    kind: text("kind", { enum: ["hazard", "notice"] }).notNull(),
    severity: text("severity", { enum: ["high", "medium", "low"] }).notNull(),
    title: text("title").notNull(),
    text: text("text").notNull(),
    /** Days by the site's clock, both included. */
    fromOn: date("from_on", { mode: "string" }).notNull(),
    toOn: date("to_on", { mode: "string" }),
    putUpBy: uuid("put_up_by").notNull(),
    putUpAt: instant("put_up_at").notNull(),
    takenDownAt: instant("taken_down_at"),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    foreignKey({ columns: [t.companyId, t.siteId], foreignColumns: [site.companyId, site.id], name: "notice_site" }),
    foreignKey({ columns: [t.companyId, t.putUpBy], foreignColumns: [member.companyId, member.id], name: "notice_member" }),
  ],
);

/** An image or PDF that inductions show. The file stands in R2 under company and id; neither is ever changed. */
export const asset = pgTable(
  "asset",
  {
    companyId: uuid("company_id").notNull(),
    id: uuid("id").notNull(),
    /** Of the template that it was uploaded for; null for the whole company. */
    siteId: uuid("site_id"),
    name: text("name").notNull(),
    mediaType: text("media_type", { enum: ["image/png", "image/jpeg", "image/webp", "application/pdf"] }).notNull(),
    bytes: integer("bytes").notNull(),
    sha256: bytea("sha256").notNull(),
    uploadedBy: uuid("uploaded_by").notNull(),
    uploadedAt: instant("uploaded_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    foreignKey({ columns: [t.companyId, t.siteId], foreignColumns: [site.companyId, site.id], name: "asset_site" }),
    foreignKey({ columns: [t.companyId, t.uploadedBy], foreignColumns: [member.companyId, member.id], name: "asset_member" }),
  ],
);

/** Somebody passed an induction: which version, in which language, with which answers. Erasing the person takes the answers, the row stays. */
export const completion = pgTable(
  "completion",
  {
    companyId: uuid("company_id").notNull(),
    id: uuid("id").notNull(),
    templateId: uuid("template_id").notNull(),
    versionId: uuid("version_id").notNull(),
    versionNumber: integer("version_number").notNull(),
    /** Where it was done. */
    siteId: uuid("site_id").notNull(),
    personId: uuid("person_id").notNull(),
    visitorType: text("visitor_type").notNull(),
    language: text("language").notNull(),
    /** The pool questions that were drawn, in their order. */
    drawn: text("drawn").array().notNull(),
    answers: jsonb("answers").notNull(),
    score: integer("score").notNull(),
    outOf: integer("out_of").notNull(),
    startedAt: instant("started_at").notNull(),
    completedAt: instant("completed_at").notNull(),
    validUntil: instant("valid_until"),
    erasedAt: instant("erased_at"),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    index("completion_of_person").on(t.companyId, t.personId, t.templateId, t.completedAt),
    index("completion_list").on(t.companyId, t.completedAt, t.id),
    foreignKey({ columns: [t.companyId, t.versionId], foreignColumns: [inductionVersion.companyId, inductionVersion.id], name: "completion_version" }),
    foreignKey({ columns: [t.companyId, t.templateId], foreignColumns: [inductionTemplate.companyId, inductionTemplate.id], name: "completion_template" }),
    foreignKey({ columns: [t.companyId, t.siteId], foreignColumns: [site.companyId, site.id], name: "completion_site" }),
    foreignKey({ columns: [t.companyId, t.personId], foreignColumns: [person.companyId, person.id], name: "completion_person" }),
  ],
);

/** A sign-in with its sign-out. It keeps what was typed; the id is made before the first attempt and is the idempotency key. */
export const visit = pgTable(
  "visit",
  {
    companyId: uuid("company_id").notNull(),
    id: uuid("id").notNull(),
    siteId: uuid("site_id").notNull(),
    personId: uuid("person_id").notNull(),
    visitorType: text("visitor_type", { enum: ["contractor", "visitor", "employee", "delivery"] }).notNull(),
    name: text("name").notNull(),
    phone: text("phone").notNull(),
    employer: text("employer").notNull().default(""),
    /** Words of name, employer and phone, lower case, without macrons, each after a space. */
    searchText: text("search_text").notNull(),
    contentHash: bytea("content_hash").notNull(),
    privacyNoticeVersion: integer("privacy_notice_version").notNull(),
    signOutHash: bytea("sign_out_hash").notNull(),
    signOutExpiresAt: instant("sign_out_expires_at").notNull(),
    signedInAt: instant("signed_in_at").notNull(),
    signedOutAt: instant("signed_out_at"),
    leftHow: text("left_how", { enum: ["signed_out", "assumed_left"] }),
    leftReason: text("left_reason"),
    /** The induction that let them in; null where none was asked. */
    completionId: uuid("completion_id"),
    /** Until when that one counts, as the visitor is told. */
    inductedUntil: instant("inducted_until"),
    /** Of the board: what they were shown and said that they had read. */
    notices: uuid("notices").array().notNull().default(sql`'{}'`),
    ...stamps,
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    foreignKey({ columns: [t.companyId, t.completionId], foreignColumns: [completion.companyId, completion.id], name: "visit_completion" }),
    uniqueIndex("visit_sign_out").on(t.signOutHash),
    uniqueIndex("visit_open").on(t.companyId, t.siteId, t.personId).where(sql`signed_out_at is null`),
    index("visit_register").on(t.companyId, t.siteId, t.signedInAt, t.id).where(sql`signed_out_at is null`),
    // Ascending: read backwards they give "desc" as SQL means it. An index made with .desc() puts nulls last, which no such order asks for.
    index("visit_history").on(t.companyId, t.signedInAt, t.id),
    index("visit_by_site").on(t.companyId, t.siteId, t.signedInAt, t.id),
    index("visit_by_person").on(t.companyId, t.personId, t.signedInAt, t.id),
    foreignKey({ columns: [t.companyId, t.siteId], foreignColumns: [site.companyId, site.id], name: "visit_site" }),
    foreignKey({ columns: [t.companyId, t.personId], foreignColumns: [person.companyId, person.id], name: "visit_person" }),
  ],
);

/** The row is the job; the queue message only says "look". `fencing` grows with each claim. */
export const exportJob = pgTable(
  "export",
  {
    companyId: uuid("company_id").notNull(),
    id: uuid("id").notNull(),
    requestedBy: uuid("requested_by").notNull(),
    /** Null means every site that the requester may see. */
    siteId: uuid("site_id"),
    fromOn: date("from_on", { mode: "string" }).notNull(),
    toOn: date("to_on", { mode: "string" }).notNull(),
    format: text("format", { enum: ["csv"] }).notNull(),
    state: text("state", { enum: ["queued", "running", "done", "failed"] }).notNull().default("queued"),
    fencing: integer("fencing").notNull().default(0),
    attempts: integer("attempts").notNull().default(0),
    leaseUntil: instant("lease_until"),
    rowsTotal: integer("rows_total"),
    rowsWritten: integer("rows_written").notNull().default(0),
    fileKey: text("file_key"),
    fileBytes: bigint("file_bytes", { mode: "number" }),
    failure: text("failure"),
    requestedAt: instant("requested_at").notNull(),
    finishedAt: instant("finished_at"),
    ...stamps,
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    uniqueIndex("export_id").on(t.id),
    index("export_due").on(t.state, t.leaseUntil).where(sql`state in ('queued', 'running')`),
    index("export_list").on(t.companyId, t.requestedAt, t.id),
    foreignKey({ columns: [t.companyId, t.requestedBy], foreignColumns: [member.companyId, member.id], name: "export_member" }),
    foreignKey({ columns: [t.companyId, t.siteId], foreignColumns: [site.companyId, site.id], name: "export_site" }),
  ],
);

/** Who did what. Number, hashes, actor and instant are written by the database itself, never by the caller. */
export const auditEvent = pgTable(
  "audit_event",
  {
    companyId: uuid("company_id").notNull(),
    number: bigint("number", { mode: "number" }).notNull(),
    at: instant("at").notNull(),
    actorKind: text("actor_kind").notNull(),
    actorId: text("actor_id").notNull(),
    action: text("action").notNull(),
    subjectKind: text("subject_kind").notNull(),
    subjectId: uuid("subject_id").notNull(),
    siteId: uuid("site_id"),
    changes: jsonb("changes").notNull().default({}),
    requestId: text("request_id").notNull(),
    /** Of each personal value its salted digest, which the chain covers. */
    commitments: jsonb("commitments").notNull().default({}),
    /** Salt and value of each commitment, for as long as they may be kept. The chain does not cover them. */
    openings: jsonb("openings").$type<Record<string, { salt: string; value: string }>>().notNull().default({}),
    previousHash: bytea("previous_hash").notNull(),
    hash: bytea("hash").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.number] }),
    index("audit_event_subject").on(t.companyId, t.subjectKind, t.subjectId, t.number),
    index("audit_event_actor").on(t.companyId, t.actorId, t.number),
    index("audit_event_at").on(t.companyId, t.at, t.number),
    foreignKey({ columns: [t.companyId], foreignColumns: [company.id], name: "audit_event_company" }),
  ],
);

/** The last link of each company's chain; only the trigger on audit_event touches it. */
export const auditHead = pgTable("audit_head", {
  companyId: uuid("company_id").primaryKey().references(() => company.id),
  number: bigint("number", { mode: "number" }).notNull(),
  hash: bytea("hash").notNull(),
});

/** Events that were moved to a file, in order and without a gap: the chain goes on behind them. */
export const auditArchive = pgTable(
  "audit_archive",
  {
    companyId: uuid("company_id").notNull().references(() => company.id),
    fromNumber: bigint("from_number", { mode: "number" }).notNull(),
    toNumber: bigint("to_number", { mode: "number" }).notNull(),
    /** Of the event before the first, and of the last. */
    previousHash: bytea("previous_hash").notNull(),
    lastHash: bytea("last_hash").notNull(),
    firstAt: instant("first_at").notNull(),
    lastAt: instant("last_at").notNull(),
    fileKey: text("file_key").notNull(),
    fileSha256: bytea("file_sha256").notNull(),
    fileBytes: bigint("file_bytes", { mode: "number" }).notNull(),
    ...stamps,
  },
  (t) => [primaryKey({ columns: [t.companyId, t.fromNumber] })],
);

/** Where the chain stood on a day, as it was also written to a file that nobody rewrites. */
export const auditCheckpoint = pgTable(
  "audit_checkpoint",
  {
    companyId: uuid("company_id").notNull().references(() => company.id),
    number: bigint("number", { mode: "number" }).notNull(),
    hash: bytea("hash").notNull(),
    takenAt: instant("taken_at").notNull(),
    fileKey: text("file_key").notNull(),
    ...stamps,
  },
  (t) => [primaryKey({ columns: [t.companyId, t.number] })],
);

/** The system's work on one company's chain: taken by one isolate at a time, proved by the fencing number. */
export const auditChore = pgTable("audit_chore", {
  companyId: uuid("company_id").primaryKey().references(() => company.id),
  fencing: integer("fencing").notNull().default(0),
  leaseUntil: instant("lease_until").notNull(),
});

/** worker/permissions.ts as the database sees it; a test holds the two equal. */
export const rolePermission = pgTable(
  "role_permission",
  { role: text("role").notNull(), permission: text("permission").notNull() },
  (t) => [primaryKey({ columns: [t.role, t.permission] })],
);

/** What context MACs are made with; readable by the definer functions alone. */
export const contextKey = pgTable("context_key", {
  id: integer("id").primaryKey(),
  innerKey: bytea("inner_key").notNull(),
  outerKey: bytea("outer_key").notNull(),
});
