/** What a browser says its person reads. */

/** Tags of Accept-Language, the most wanted first, each without its region: "mi-NZ, en;q=0.8" gives mi, en. Ten at most. */
export function preferredLanguages(header: string | null): string[] {
  const wanted = (header ?? "")
    .slice(0, 500)
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().split(";");
      const q = parameters.map((parameter) => /^\s*q=(\d(?:\.\d{1,3})?)\s*$/.exec(parameter)?.[1]).find(Boolean);
      return { language: tag.split("-")[0]?.toLowerCase() ?? "", weight: q === undefined ? 1 : Number(q) };
    })
    .filter(({ language, weight }) => /^[a-z]{2,3}$/.test(language) && weight > 0);
  return [...new Set(wanted.sort((a, b) => b.weight - a.weight).map(({ language }) => language))].slice(0, 10);
}
