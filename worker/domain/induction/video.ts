/** Which video an address means. */

export interface Video {
  service: "youtube" | "vimeo";
  id: string;
  /** What opens a Vimeo video that is not listed. */
  key: string | null;
}

const YOUTUBE = ["youtube.com", "www.youtube.com", "m.youtube.com", "www.youtube-nocookie.com"];
const VIMEO = ["vimeo.com", "www.vimeo.com", "player.vimeo.com"];
const YOUTUBE_ID = /^[\w-]{11}$/;
const VIMEO_PATH = /^\/(?:video\/)?(\d{5,12})(?:\/([0-9a-f]{6,20}))?\/?$/;

/** The video behind an https address of YouTube or Vimeo, or null. Pages make their own address of it and never show the pasted one. */
export function findVideo(url: string): Video | null {
  if (!URL.canParse(url)) return null;
  const { protocol, host, pathname, searchParams, username, password } = new URL(url);
  if (protocol !== "https:" || username !== "" || password !== "") return null;
  if (host === "youtu.be") return youtube(pathname.slice(1));
  if (YOUTUBE.includes(host)) return youtube(pathname === "/watch" ? (searchParams.get("v") ?? "") : (/^\/(?:embed|shorts|live)\/([^/]+)\/?$/.exec(pathname)?.[1] ?? ""));
  const [, id, key] = (VIMEO.includes(host) && VIMEO_PATH.exec(pathname)) || [];
  if (!id) return null;
  const sent = searchParams.get("h") ?? "";
  return { service: "vimeo", id, key: key ?? (/^[0-9a-f]{6,20}$/.test(sent) ? sent : null) };
}

function youtube(id: string): Video | null {
  return YOUTUBE_ID.test(id) ? { service: "youtube", id, key: null } : null;
}
