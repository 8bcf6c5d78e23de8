import { choice, makeStarter, speakUp } from "#worker/domain/induction/starters/outline.ts";

const inCharge = `Welcome to [site name], [street address]. The main contractor is [company].

| Who | Name | Phone |
| --- | --- | --- |
| Site manager | [site manager's name] | [site manager's phone number] |
| Health and safety | [health and safety representative's name] | [health and safety representative's phone number] |
| First aider | [first aider's name] | [first aider's phone number] |

The work here is [what is being built]. Several businesses share this site. Each looks after its own people, and all of them work together: if you don't know who to ask, ask the site manager.

Sign in when you arrive and sign out when you leave, every time. Working hours are [working hours].`;

const hazards = `These are the main risks here today. The hazard board at [where the hazard board is] is kept up to date: **read it each day**.

| Hazard | What we do about it |
| --- | --- |
| Falling from height | Edge protection and scaffolding come first, then nets or harnesses. Use only scaffold with a current tag. Don't change it |
| Vehicles and plant | Keep to the marked walkways. Stay out of swing and reversing areas. Catch the operator's eye before you go near |
| Falling objects and lifting | Nobody stands or walks under a load. Keep out of drop zones |
| Digging and services | Nobody digs without a permit and marked services. Nobody goes into a trench that is not shored or battered |
| Electricity | Leads and tools are tested and tagged, with an RCD. Treat every wire as live. Keep away from overhead lines |
| Silica dust, asbestos, noise | Cut wet or with extraction, and wear a fitted mask. Stop and tell us if you find what could be asbestos |
| [another hazard of this site] | [what you do about it] |

# Where you may not go

Stay out of [restricted areas] unless the site manager has let you in. The speed limit is [speed limit]. Park at [where to park].`;

const rules = `- Wear a hard hat, hi-vis, safety boots and [other protective gear] at all times. Wear eye, ear, hand and breathing protection when the task or a sign asks for it.
- Bring the SWMS or task analysis for your work, and follow it. If the work changes, stop and look at it again.
- Get a permit before hot work, digging, work in a confined space, or work near live services.
- Operate plant only if you are trained, competent and allowed to. Hoists and cranes need a dogman or a spotter.
- Do the pre-start check, and go to the toolbox talk.
- Keep your area tidy. Leave no nails, off-cuts or leads where people walk.
- No alcohol and no other drugs. No smoking or vaping but where a sign allows it. No music in the ears, and no phone in the hand while you work or drive.
- Children and visitors come with somebody who stays with them.

# Looking after the place

Keep mud, concrete wash and paint out of the stormwater drains. Put waste into the right bin. Tell us of a spill at once: the spill kit is at [where the spill kit is]. If you uncover bones or things from long ago, stop, keep away and tell the site manager.`;

const emergencies = `1. **Raise the alarm**: [how the alarm is raised].
2. Call **[111](tel:111)** for fire, ambulance or police. The address is [street address].
3. **Stop work and make plant safe**, if you can do so without danger.
4. **Leave by the nearest safe way out** and go to the assembly point: **[assembly point]**. Don't use lifts or hoists.
5. **Stay there** until the warden has ticked your name and says that you may go.

In an earthquake: drop, cover and hold. Keep away from scaffolding, glass and stacked materials, then leave when the shaking stops.

First aid kit: [where the first aid kit is]. Defibrillator: [where the defibrillator is]. Fire extinguishers: [where the fire extinguishers are]. Nearest medical centre or hospital: [nearest medical centre or hospital].`;

const health = `Come to work fit for it: rested, well and sober. If you are tired, ill or taking medicine that makes you drowsy, tell the site manager before you begin. Testing for alcohol and other drugs: [alcohol and drug testing policy].

Toilets and hand washing: [where the toilets are]. Lunch room, shelter and drinking water: [where the lunch room is]. Take your breaks.

Having a hard time? Talk to somebody you trust, or call or text [1737](tel:1737) at any hour, free.`;

const pool = [
  choice("q1", "You hear the evacuation alarm. What do you do?", ["Finish the task, then leave", "Leave by the nearest safe way out, go to the assembly point and stay there", "Go home"], 1),
  choice("q2", "A scaffold has no current tag. May you use it?", ["Yes, if it looks sound", "Yes, for a short job", "No. Stay off it and tell the site manager"], 2),
  choice("q3", "Who reports a near miss?", ["Whoever saw it, straight away", "The site manager alone", "Nobody, as nobody was hurt"], 0),
  choice("q4", "You need to walk past a digger that is working. What do you do first?", ["Walk behind it, quickly", "Catch the operator's eye and wait for a sign", "Wave and keep walking"], 1),
  choice("q5", "You are told to do a job that you believe puts you at serious and immediate risk. What may you do?", ["Do it, as you were told to", "Do it, and complain afterwards", "Stop or refuse, and tell us straight away"], 2),
  choice("q6", "Somebody was badly hurt, and is being looked after. What happens to the scene?", ["It is left as it is until an inspector says otherwise", "It is cleaned up so that work can go on", "Everybody takes a photo"], 0),
];

/** A building site. */
export const construction = makeStarter({
  title: { en: "Welcome to the construction site", mi: "Nau mai ki te wāhi mahi" },
  inCharge,
  hazards,
  rules,
  emergencies,
  speakUp: speakUp("site manager"),
  health,
  agree: "Will you follow the site rules, wear the protective gear and stop when you are told to?",
  unfit: "Is there anything today, such as tiredness, illness, medicine, alcohol or other drugs, that could make it unsafe for you to work here?",
  pool,
  promise: "I have read and understood this induction. I had the chance to ask questions. I will work safely, speak up and sign out when I leave.",
});
