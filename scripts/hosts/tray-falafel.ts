import { createConnector } from '../../connector/index.ts';
import { mapFalafel, type FalafelSettings } from '../../hosts/tray-falafel/mapping/connector.ts';
import type { TrayLoss } from '../../hosts/shared/tray/forms.ts';
import { bundle } from './bundle.ts';
import { licencesOf } from './licences.ts';
import { writeFolder } from './write.ts';

/** Builds the connector for Tray's falafel into a folder, and tells what falafel cannot say. */
export async function buildTrayFalafel(
  folder: string,
  settings: FalafelSettings = {},
): Promise<readonly TrayLoss[]> {
  const { format: files, losses } = mapFalafel(createConnector().manifest, settings);
  const { code, foreign } = await bundle('hosts/tray-falafel/host/index.ts');
  writeFolder(folder, [
    ...files,
    ['core/index.js', code],
    ['core/THIRD_PARTY_LICENCES.txt', licencesOf(foreign)],
  ]);
  return losses;
}
