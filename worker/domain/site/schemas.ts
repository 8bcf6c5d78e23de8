/** What is sent to the operations on sites. */
import * as z from "zod";
import { line } from "#worker/domain/person/schemas.ts";

export const siteInput = z.strictObject({ siteId: z.uuid() });

/** `seenLinkId` is the link that the member saw and means: a second press replaces nothing. */
export const changeLinkInput = z.strictObject({ siteId: z.uuid(), seenLinkId: z.uuid() });

/** The zones of New Zealand. */
export const TIME_ZONES = ["Pacific/Auckland", "Pacific/Chatham"] as const;

const described = {
  name: line.refine((text) => text.length > 0, "Enter the site's name").refine((text) => text.length <= 100, "Use 100 characters or fewer"),
  address: line.refine((text) => text.length > 0, "Enter the site's address").refine((text) => text.length <= 200, "Use 200 characters or fewer"),
  timeZone: z.enum(TIME_ZONES, "Choose a time zone"),
  emergency: line.refine((text) => text.length <= 200, "Use 200 characters or fewer").default(""),
};

/** `siteId` is made when the form is shown: a form sent twice makes one site. */
export const createSiteInput = z.strictObject({ siteId: z.uuid(), ...described });
/** `version` is that of the site that was seen. */
export const editSiteInput = z.strictObject({ siteId: z.uuid(), version: z.int().min(1), ...described });
