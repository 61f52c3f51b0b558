import { createConnector } from '../../connector/index.ts';
import { mapCdk, type TraySettings } from '../../hosts/tray-cdk/mapping/connector.ts';
import type { TrayLoss } from '../../hosts/shared/tray/forms.ts';
import { bundle } from './bundle.ts';
import { licencesOf } from './licences.ts';
import { writeFolder } from './write.ts';

/** Builds the connector for Tray's Connector Development Kit into a folder, and tells what its forms cannot say. */
export async function buildTrayCdk(
  folder: string,
  settings: TraySettings = {},
): Promise<readonly TrayLoss[]> {
  const { format: files, losses } = mapCdk(createConnector().manifest, settings);
  const { code, foreign } = await bundle('hosts/tray-cdk/host/index.ts');
  writeFolder(folder, [
    ...files,
    // Not `.js`: the kit's projects copy what TypeScript does not compile, and take it for compiled.
    ['src/core/index.cjs', code],
    ['src/core/THIRD_PARTY_LICENCES.txt', licencesOf(foreign)],
  ]);
  return losses;
}
