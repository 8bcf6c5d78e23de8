import entranceCss from "./entrance.css?url";

/** The stylesheet of the pages before the office, for their routes' `links`. */
export const entranceStyles = { rel: "stylesheet", href: entranceCss };
