/** Names of people in the demo data. All of them are made up: given and family names that are common, put together. */

/** The sixty who work at Tūī Builders' sites: [name, the employer's number in EMPLOYERS]. */
export const REGULARS: readonly (readonly [string, number])[] = [
  ["Mere Tūhoro", 0], ["Hēmi Tāwhai", 0], ["Wiremu Pōtae", 0], ["Ngāio Rāwiri", 0], ["Tāmati Hōhepa", 0], ["Anahera Whāiapu", 0],
  ["Rāwiri Māhuika", 0], ["Kāhu Ngātai", 0], ["Sione Fīnau", 0], ["Tevita Tūpou", 0], ["Losa Faʻasavalu", 0], ["Craig Sutherland", 0],
  ["Deb Hollings", 0], ["Arjun Patel", 0], ["Wei Chen", 0], ["Manaia Tāmihana", 0], ["Pita Kereama", 0], ["Aroha Wīneera", 0],
  ["Jason Whitcombe", 1], ["Gurpreet Singh", 1], ["Mikaere Pōmare", 1], ["Nguyễn Văn Minh", 1], ["Tane Pōmare", 1],
  ["Sefo Leʻaupepe", 2], ["Tomasi Vakaʻuta", 2], ["Ioane Tuʻilagi", 2], ["Brent McAllister", 2], ["Hōne Pārata", 2],
  ["Semisi Kātoa", 3], ["Manu Folau", 3], ["Viliami Kātoa", 3], ["Etuate Tāufa", 3], ["Rangi Te Pō", 3],
  ["Dave O’Sullivan", 4], ["Kyle Bradshaw", 4], ["Māui Tākerei", 4], ["Jin-woo Park", 4],
  ["Li Na Zhang", 5], ["Zhang Wei", 5], ["Huang Jun", 5], ["Maria Santos", 5], ["Jose Dela Cruz", 5],
  ["Tūmanako Hēnare", 6], ["Pāora Hēnare", 6], ["Blair Thomson", 6], ["Ravi Naidu", 6],
  ["Fetu Tauʻolunga", 7], ["Apenera Ieremia", 7], ["Lupe Sāmoa", 7], ["Steve Marchant", 7],
  ["Kenji Tanaka", 8], ["Siti Rahman", 8], ["Rebecca Fraser", 8], ["Anaru Kōpua", 8],
  ["Mohammed Rashid", 9], ["Priya Sharma", 9], ["Whetū Rāpana", 9], ["Tai Māori-Jones", 9], ["Graham Ōtene", 9], ["Chloë Vandermeer", 9],
];

/** Crews that sign in on one phone: positions in REGULARS; the first one owns it. */
export const SHARED_PHONES: readonly (readonly number[])[] = [[20, 22], [23, 24, 25], [28, 30], [37, 38], [42, 43]];

/** 0 is the company itself; its people are employees. */
export const EMPLOYERS: readonly string[] = [
  "Tūī Builders", "Kōwhai Electrical", "Moana Scaffolding", "Harakeke Concrete", "Pounamu Plumbing & Gas", "Silver Fern Plastering",
  "Tāwhiri Roofing", "Pasifika Tiling", "Kāpiti Fire & Air", "Rākau Joinery",
];

export const DELIVERY_FIRMS: readonly string[] = [
  "Pūkeko Couriers", "Redimix Tāmaki", "Southern Timber & Truss", "Manuka Hire", "Glassworks Ōtāhuhu", "Toroa Freight", "Steel & Mesh NZ", "Kererū Waste",
];

export const SHORT_TERM_FIRMS: readonly string[] = [
  "Kahu Cranes", "Waka Earthworks", "Tongariro Drilling", "Pīwakawaka Painters", "Clearspan Steel", "Ātea Landscapes", "Tui Lifts", "North Shore Insulation",
  "Mārama Solar", "Whenua Survey",
];

export const VISITING_FIRMS: readonly string[] = ["", "", "Auckland Consents Office", "Rangitoto Engineers", "Studio Pōhutukawa Architects", "Kea Insurance", "Tāmaki Housing Trust"];

const FAMILIES: readonly { given: readonly string[]; family: readonly string[] }[] = [
  {
    given: ["Aperahama", "Hinemoa", "Hōhepa", "Kiri", "Mātiu", "Ngaire", "Rēweti", "Tūī", "Waimārie", "Whina", "Tiāki", "Ātawhai"],
    family: ["Ngāpō", "Te Rangi", "Pēwhairangi", "Tūroa", "Hākaraia", "Māhina", "Wātene", "Kīngi", "Pōtiki", "Rūrū", "Tāua", "Whātuira"],
  },
  {
    given: ["ʻAna", "Sālote", "Mele", "Fetū", "Tavita", "Lagi", "Malakai", "Epeli", "Siosiua", "Tala", "Vaʻa", "Teuila"],
    family: ["Faleafa", "Tuʻipulotu", "Lātū", "Seumanutafa", "Māhe", "Naivalu", "Tāvita", "Fonoti", "Paʻu", "Leota", "Koloamatangi", "Ratūvou"],
  },
  {
    given: ["Amit", "Hiroshi", "Ji-yeon", "Lakshmi", "Mei Ling", "Nadia", "Phương", "Rajesh", "Sunita", "Xiao", "Yusuf", "Thủy"],
    family: ["Wang", "Kumar", "Lê", "Reddy", "Yamamoto", "Kim", "Fernandes", "Ali", "Trần", "Gupta", "Liu", "Reyes"],
  },
  {
    given: ["Alison", "Bruce", "Callum", "Fiona", "Grant", "Heather", "Ian", "Kirsty", "Nigel", "Pip", "Shane", "Zoë"],
    family: ["Anderson", "Barclay", "Campbell", "Drummond", "Ellery", "Fitzgerald", "Hughes", "McLeod", "Nicholls", "Prendergast", "Stewart", "Wilkes"],
  },
];

/** The n-th made-up name, each of 576 once: given and family name of one people. */
export function nameNumber(n: number): string {
  const people = FAMILIES[n % FAMILIES.length];
  const within = Math.floor(n / FAMILIES.length);
  const given = people?.given[within % 12];
  const family = people?.family[(within * 5 + Math.floor(within / 12)) % 12];
  if (!given || !family || within >= 144) throw new Error(`there is no name number ${n}`);
  return `${given} ${family}`;
}
