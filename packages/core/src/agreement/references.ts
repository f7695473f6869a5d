/** What a methods text cites, as it is cited in the text and as it stands in the list. */
export const references = {
  krippendorff2019: {
    cited: 'Krippendorff, 2019',
    full: 'Krippendorff, K. (2019). Content analysis: An introduction to its methodology (4th ed.). Sage.',
  },
  krippendorff2016: {
    cited: 'Krippendorff et al., 2016',
    full: 'Krippendorff, K., Mathet, Y., Bouvry, S., & Widlöcher, A. (2016). On the reliability of unitizing textual continua: Further developments. Quality & Quantity, 50(6), 2347–2364. https://doi.org/10.1007/s11135-015-0266-1',
  },
  efron1993: {
    cited: 'Efron & Tibshirani, 1993',
    full: 'Efron, B., & Tibshirani, R. J. (1993). An introduction to the bootstrap. Chapman & Hall.',
  },
  hripcsak2005: {
    cited: 'Hripcsak & Rothschild, 2005',
    full: 'Hripcsak, G., & Rothschild, A. S. (2005). Agreement, the F-measure, and reliability in information retrieval. Journal of the American Medical Informatics Association, 12(3), 296–298.',
  },
} as const;
