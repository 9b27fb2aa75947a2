"""Turn performance forms (绩效自评价, 绩效目标申报表) into checked records and a public disclosure site."""
