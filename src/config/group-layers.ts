/** The places of group variables by the names that the setting `precedence` has for them, the weakest first. */
export const groupLayerNames = [
  'all_inventory',
  'groups_inventory',
  'all_plugins_inventory',
  'all_plugins_play',
  'groups_plugins_inventory',
  'groups_plugins_play',
] as const;
