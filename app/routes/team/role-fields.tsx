import { ROLE_MEANINGS } from "#app/routes/office/role-words.ts";
import { ROLE_LABELS } from "#app/routes/office/words.ts";
import { Checkbox, RadioGroup } from "#app/ui/index.ts";
import { describedBy, HintAndError } from "#app/ui/field.tsx";
import type { MemberRole } from "#worker/permissions.ts";

interface RoleFieldsProps {
  /** The roles that this member may give. */
  roles: MemberRole[];
  sites: { id: string; name: string }[];
  chosen: { role: string; siteIds: string[] };
  errors: Record<string, string | undefined>;
}

/** A role, and its sites where it has some: the style sheet shows them once that role is chosen. */
export function RoleFields({ roles, sites, chosen, errors }: RoleFieldsProps) {
  const options = roles.map((role) => ({ value: role, label: ROLE_LABELS[role], hint: ROLE_MEANINGS[role] }));
  return (
    <div className="stack role-fields">
      <RadioGroup name="role" label="Role" options={options} defaultValue={chosen.role} error={errors.role} />
      <fieldset className={errors.siteIds ? "field field-invalid role-sites" : "field role-sites"} aria-describedby={describedBy("siteIds", true, errors.siteIds)}>
        <legend className="field-label">Sites of a site manager</legend>
        <HintAndError id="siteIds" hint={sites.length > 0 ? "They see and do nothing at the others." : "Your company has no site yet."} error={errors.siteIds} />
        <div className="choices">
          {sites.map(({ id, name }, position) => (
            <Checkbox key={id} name="siteIds" id={position === 0 ? "siteIds" : `siteIds-${id}`} value={id} label={name} defaultChecked={chosen.siteIds.includes(id)} />
          ))}
        </div>
      </fieldset>
    </div>
  );
}
