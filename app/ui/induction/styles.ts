import editorCss from "./editor.css?url";

/** Of the pages that show or edit an induction, for their `links`. */
export const inductionStyles = { rel: "stylesheet", href: editorCss };
