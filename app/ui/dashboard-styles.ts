import dashboardCss from "./dashboard.css?url";

/** The dashboard's own stylesheet, for a layout route's `links`. */
export const dashboardStyles = { rel: "stylesheet", href: dashboardCss };
