/** The languages in which a script recomputes the headline from `agreement_spans.csv`. */
export const scriptLanguages = ['python', 'r'] as const;
export type ScriptLanguage = (typeof scriptLanguages)[number];

export interface AgreementScript {
  readonly fileName: string;
  readonly text: string;
}

const python = `# Recomputes pooled per-tag u-alpha, 1 - sum of Do / sum of De, from agreement_spans.csv: python3 agreement.py [FILE]
import csv, sys
from collections import Counter, defaultdict
size, coders, spans, length, squares, pairs = {}, defaultdict(set), defaultdict(list), Counter(), Counter(), Counter()
for r in csv.DictReader(open((sys.argv + ["agreement_spans.csv"])[1], encoding="utf-8-sig", newline="")):
    size[r["document"]] = int(r["length"]); coders[r["document"]].add(r["coder"])
    if r["tag"]: spans[r["tag"], r["document"]].append([r["coder"], int(r["start"]), int(r["end"])])
total = sum(size[d] * len(c) for d, c in coders.items() if len(c) > 1)
for (tag, d), marks in spans.items():
    m, units = len(coders[d]), []
    for c, a, b in sorted(marks):  # what overlaps is one unit, what only touches is two
        units[-1:] = [[c, units[-1][1], max(b, units[-1][2])]] if units and units[-1][0] == c and a < units[-1][2] else units[-1:] + [[c, a, b]]
    k = Counter(i for _, a, b in units for i in range(a, b))  # by character: how many coders marked it
    if m > 1: length[tag] += sum(k.values()); squares[tag] += sum((b - a) ** 2 for _, a, b in units); pairs[tag] += sum(n * (m - n) for n in k.values()) / (m - 1)
De = sum(2 * (total - l) * l / (total ** 2 - (total - l) - squares[tag]) for tag, l in length.items())
print(repr(1 - sum(2 * p / total for p in pairs.values()) / De) if De else "undefined")
`;

const r = `# Recomputes pooled per-tag u-alpha, 1 - sum of Do / sum of De, from agreement_spans.csv: Rscript agreement.R [FILE]
s <- read.csv(c(commandArgs(TRUE), "agreement_spans.csv")[1], colClasses = c(document = "character", coder = "character", tag = "character"), na.strings = "", fileEncoding = "UTF-8-BOM")
m <- sapply(split(s$coder, s$document), function(x) length(unique(x))); m <- m[m > 1]
total <- sum(sapply(split(s$length, s$document), max)[names(m)] * m)
units <- function(x) { # of one coder: what overlaps is one unit, what only touches is two
  x <- x[order(x$start, x$end), ]; g <- cumsum(c(TRUE, x$start[-1] >= cummax(x$end)[-nrow(x)])); data.frame(start = tapply(x$start, g, min), end = tapply(x$end, g, max)) }
sums <- function(x) { # k, by character: how many coders marked it
  u <- do.call(rbind, lapply(split(x, x$coder), units)); k <- tabulate(unlist(Map(seq, u$start + 1, u$end))); n <- m[[x$document[1]]]
  c(sum(k), sum((u$end - u$start)^2), sum(k * (n - k)) / (n - 1)) }
s <- s[!is.na(s$tag) & s$document %in% names(m), ]
p <- sapply(split(s, s$tag), function(t) rowSums(sapply(split(t, t$document), sums)))
De <- if (nrow(s) > 0) sum(2 * (total - p[1, ]) * p[1, ] / (total^2 - (total - p[1, ]) - p[2, ])) else 0
cat(if (De > 0) format(1 - sum(2 * p[3, ] / total) / De, digits = 17) else "undefined", "\\n")
`;

/** About ten lines each, with what comes with the language alone. They print the value with all digits. */
export const agreementScripts: Readonly<Record<ScriptLanguage, AgreementScript>> = {
  python: { fileName: 'agreement.py', text: python },
  r: { fileName: 'agreement.R', text: r },
};
