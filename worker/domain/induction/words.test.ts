import { describe, expect, it } from "vitest";
import { idOf, makeBlock, makeContent } from "#worker/testing/induction.ts";
import { missingWords, textsOf } from "./texts.ts";
import { findVideo } from "./video.ts";
import { wordsIn } from "./words.ts";

describe("the words that are shown", () => {
  const words = { en: "Welcome", mi: "Nau mai", fr: " " };
  it.each([
    ["mi", "Nau mai", "mi"],
    ["fr", "Welcome", "en"],
    ["de", "Welcome", "en"],
    ["constructor", "Welcome", "en"],
  ])("are in the language asked for, or else in the main one: %s", (asked, text, language) => {
    expect(wordsIn(words, asked, ["en", "mi", "fr"])).toEqual({ text, language });
  });

  it("are none where the main language has none", () => {
    expect(wordsIn({ mi: "Nau mai" }, "fr", ["en", "mi"])).toEqual({ text: "", language: "en" });
  });
});

const content = makeContent(
  [
    makeBlock("heading", "h", { text: { en: "Emergencies", mi: "Ohotata" } }),
    makeBlock("text", "t", { text: { en: "Meet at [assembly point]. Call [name] on [phone]. See [the plan](https://x.nz) and [x].", mi: "Kia tau ki [te wāhi]" } }),
    makeBlock("number", "n", { unit: { en: "kg" }, help: { en: "With tools" } }),
    makeBlock("single", "s"),
  ],
  { languages: ["en", "mi"], title: { en: "Site", mi: "Pae mahi" } },
);

describe("the texts of an induction", () => {
  it("each have their place, in the order in which they are read", () => {
    const options = ["a", "b", "c"].map((option) => [idOf("s"), `option ${option}`]);
    expect(textsOf(content).map(({ blockId, field }) => [blockId, field])).toEqual([
      [null, "title"],
      [idOf("h"), "text"],
      [idOf("t"), "text"],
      ...["text", "help", "unit"].map((field) => [idOf("n"), field]),
      ...["text", "help"].map((field) => [idOf("s"), field]),
      ...options,
    ]);
  });

  it("that have no words in another language are listed, without what the main one leaves empty", () => {
    const missing = missingWords(content);
    expect(Object.keys(missing)).toEqual(["mi"]);
    expect(missing["mi"]?.map(({ field }) => field)).toEqual(["text", "help", "unit", "text", "option a", "option b", "option c"]);
  });
});

describe("the address of a video", () => {
  const youtube = { service: "youtube", id: "dQw4w9WgXcQ", key: null };
  it.each([
    ["https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=10", youtube],
    ["https://youtu.be/dQw4w9WgXcQ?si=x", youtube],
    ["https://youtube.com/shorts/dQw4w9WgXcQ", youtube],
    ["https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ", youtube],
    ["https://vimeo.com/76979871", { service: "vimeo", id: "76979871", key: null }],
    ["https://vimeo.com/76979871/8272103f6e", { service: "vimeo", id: "76979871", key: "8272103f6e" }],
    ["https://vimeo.com/76979871?h=<x>", { service: "vimeo", id: "76979871", key: null }],
    ["https://player.vimeo.com/video/76979871?h=8272103f6e", { service: "vimeo", id: "76979871", key: "8272103f6e" }],
  ])("is known: %s", (url, video) => {
    expect(findVideo(url)).toEqual(video);
  });

  it.each([
    "",
    "youtube",
    "http://youtu.be/dQw4w9WgXcQ",
    "javascript:alert(1)//youtu.be/dQw4w9WgXcQ",
    "https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ",
    "https://youtube.com@evil.example/watch?v=dQw4w9WgXcQ",
    "https://user:word@youtu.be/dQw4w9WgXcQ",
    "https://youtu.be:8443/dQw4w9WgXcQ",
    "https://www.youtube.com/watch?v=../../x",
    'https://youtu.be/dQw4w9WgXc"',
    "https://www.youtube.com/@somebody",
    "https://vimeo.com/channels/staffpicks",
  ])("is no other: %s", (url) => {
    expect(findVideo(url)).toBeNull();
  });
});
