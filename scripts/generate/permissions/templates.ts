import { templates, type PolicyTemplate } from '../../../connector/permissions/index.ts';
import { code, codeBlock, heading, linkTo, paragraph, type Block } from '../../../connector/page/blocks.ts';

/** The policy templates, each with an example. */
export const templatesSection = (): Block[] => [
  heading(2, 'Policy templates'),
  paragraph(
    `From a program: ${code("import { templates } from 'aws-s3-connector/permissions'")}, then for example ${code("templates.tls_only.make({ bucket: 'media' })")}.`,
  ),
  ...(Object.values(templates) as PolicyTemplate[]).flatMap(templateBlocks),
];

function templateBlocks({
  name,
  title,
  attach,
  explanation,
  documentation,
  example,
  make,
}: PolicyTemplate): Block[] {
  const { document, settings, identity_document } = make(example);
  const where = attach === 'bucket' ? 'the bucket' : 'the user or role';
  return [
    heading(3, `${title} (${code(name)})`),
    paragraph(`${explanation} ${linkTo('AWS documentation', documentation)}`),
    paragraph(`For ${where}:`),
    codeBlock('json', JSON.stringify(document, null, 2)),
    ...(identity_document === undefined
      ? []
      : [
          paragraph('For the user or role of the other account:'),
          codeBlock('json', JSON.stringify(identity_document, null, 2)),
        ]),
    ...(settings === undefined
      ? []
      : [paragraph('Settings of the bucket:'), codeBlock('json', JSON.stringify(settings, null, 2))]),
  ];
}
