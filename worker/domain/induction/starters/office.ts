import { choice, makeStarter, speakUp } from "#worker/domain/induction/starters/outline.ts";

const inCharge = `Welcome to [company]: [site name], [street address].

| Who | Name | Phone |
| --- | --- | --- |
| Office manager | [office manager's name] | [office manager's phone number] |
| Health and safety | [health and safety representative's name] | [health and safety representative's phone number] |
| First aider | [first aider's name] | [first aider's phone number] |
| Floor warden | [floor warden's name] | [floor warden's phone number] |

Visitors: the person you came to see meets you at [where to report] and stays with you. Contractors: report to the office manager before you begin, and again before you leave. Sign in when you arrive and sign out when you leave, every time.`;

const hazards = `An office is a calm place, and people are hurt in it all the same.

| Hazard | What we do about it |
| --- | --- |
| Slips, trips and falls | Walkways and stairs stay clear. Wipe up spills. Use a step and never a chair to reach up |
| Sore neck, back, arms or eyes | Set up chair, screen and keyboard so that you sit well. Change how you sit, and take short breaks |
| Lifting and moving furniture | Use a trolley, or ask for help |
| Electricity | Don't use what is damaged. No heaters or chargers of your own unless they were checked |
| Stress, bullying, tiredness | Talk to us early. We don't put up with bullying, harassment or violence from anybody |
| People who become aggressive | Step away, get help from the office manager, and call 111 if you feel threatened |
| Contractors' work in the building | Keep out of fenced areas. Work at height, hot work and work on the building's services needs a permit from the office manager |
| [another hazard of this site] | [what you do about it] |

# Where you may not go

Stay out of [restricted areas] unless you were let in. In the car park, drive at walking pace and watch for people.`;

const rules = `- Wear your visitor or staff card where it can be seen, and let nobody in behind you whom you don't know.
- Keep exits, stairs and fire doors clear. Don't wedge fire doors open.
- Contractors wear the gear that their task needs, and fence off their work.
- No alcohol at work but at an event that a manager has agreed to, and no other drugs. No smoking or vaping but outside, where a sign allows it.
- Stay home when you are ill.
- What you see and hear here about people and business stays here.

# Looking after the place

Switch off lights, screens and heaters. Use the recycling and food bins. Ask the office manager where batteries and printer cartridges go.`;

const emergencies = `1. **Raise the alarm**: [how the alarm is raised].
2. Call **[111](tel:111)** for fire, ambulance or police. The address is [street address].
3. **Leave by the nearest exit**, and walk down the stairs. **Don't use the lift.**
4. Go to the assembly point: **[assembly point]**. Help anybody who needs it; the warden looks after those who can't use the stairs.
5. **Stay there** until the warden has ticked your name and says that you may go.

In an earthquake: drop, cover and hold. Stay inside until the shaking stops, and keep away from windows. If you are near the coast and it was long or strong, get gone to high ground.

If we lock down: stay inside, keep away from doors and windows, be quiet, and wait until the warden ends it.

First aid kit: [where the first aid kit is]. Defibrillator: [where the defibrillator is]. Fire extinguishers: [where the fire extinguishers are]. Nearest medical centre or hospital: [nearest medical centre or hospital].`;

const health = `Come to work fit for it: rested, well and sober. If you need something changed so that you can work well, or may need help to get out in an emergency, tell the office manager: it stays between you.

Toilets, with an accessible one: [where the toilets are]. Kitchen and drinking water: [where the kitchen is]. Ask the office manager for a quiet room, to pray or with a child.

Having a hard time? Talk to somebody you trust, or call or text [1737](tel:1737) at any hour, free.`;

const pool = [
  choice("q1", "You hear the evacuation alarm. How do you leave?", ["By the lift, as it is faster", "By the nearest exit and the stairs, to the assembly point", "You wait for a second alarm"], 1),
  choice("q2", "The ground begins to shake. What do you do?", ["Run outside", "Stand in a doorway", "Drop, cover and hold"], 2),
  choice("q3", "You trip over a cable and are not hurt. Do you report it?", ["Yes: the next person could be hurt", "No, as nothing happened", "Only if it happens again"], 0),
  choice("q4", "Your wrist has been sore for a week. When do you tell us?", ["When you can't work any more", "Now", "At the end of the year"], 1),
  choice("q5", "A fire door is wedged open. What do you do?", ["Leave it, for the breeze", "Wedge it better", "Close it and keep it clear"], 2),
  choice("q6", "When may you leave the assembly point?", ["When the warden has ticked your name and says so", "When the alarm stops", "When most people have left"], 0),
];

/** An office, with visitors and building contractors. */
export const office = makeStarter({
  title: { en: "Welcome to the office", mi: "Nau mai ki te tari" },
  inCharge,
  hazards,
  rules,
  emergencies,
  speakUp: speakUp("office manager"),
  health,
  agree: "Will you follow these rules, and the wardens in an emergency?",
  unfit: "Is there anything today, such as an illness that others could catch, that could make it unsafe for you or for others if you come in?",
  pool,
  promise: "I have read and understood this induction. I had the chance to ask questions. I will take care, speak up and sign out when I leave.",
});
