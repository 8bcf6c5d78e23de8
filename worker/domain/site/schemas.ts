/** What is sent to the operations on sites. */
import * as z from "zod";

export const siteInput = z.strictObject({ siteId: z.uuid() });

/** `seenLinkId` is the link that the member saw and means: a second press replaces nothing. */
export const changeLinkInput = z.strictObject({ siteId: z.uuid(), seenLinkId: z.uuid() });
