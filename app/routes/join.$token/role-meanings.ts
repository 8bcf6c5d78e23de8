/** What each role may do, for who has never heard of it. */
export const ROLE_MEANINGS: Record<string, string> = {
  owner: "You see and do everything, and look after the company's settings and its other owners.",
  admin: "You see every site, make exports, replace and close sign-in links, and look after who is in the team.",
  site_manager: "You see who is on your sites and who was, record who has left, and make exports.",
  viewer: "You see who is on site and who was. You change nothing.",
};
