"""Four skills and an occupation in the files of ESCO, with the headers of v1.1 and of v1.2."""
# ruff: noqa: E501 - headers as they are

ESCO = "http://data.europa.eu/esco"
WELD, DRAW, TEAM, METAL = (f"{ESCO}/skill/{name}" for name in ("weld", "draw", "team", "metal"))
WELDER = f"{ESCO}/occupation/welder"

V11 = {
    "skills_nl.csv": "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,hiddenLabels,status,"
    "modifiedDate,scopeNote,definition,inScheme,description\n"
    f'KnowledgeSkillCompetence,{WELD},skill/competence,sector-specific,lassen,"laswerk\nlastechniek",,released,,,,,\n'
    f"KnowledgeSkillCompetence,{TEAM},skill/competence,transversal,samenwerken,,,released,,,,,\n"
    f"KnowledgeSkillCompetence,{METAL},knowledge,cross-sector,metaalkunde,,,released,,,,,Kennis van metaal.\n",
    "skills_en.csv": "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,hiddenLabels,status,"
    "modifiedDate,scopeNote,definition,inScheme,description\n"
    f"KnowledgeSkillCompetence,{WELD},skill/competence,sector-specific,weld,,,released,,,,,\n"
    f"KnowledgeSkillCompetence,{DRAW},skill/competence,cross-sector,read drawings,,reed drawings,released,,,,,\n"
    f"KnowledgeSkillCompetence,{TEAM},skill/competence,transversal,work in teams,,,released,,,,,\n"
    f"KnowledgeSkillCompetence,{METAL},knowledge,cross-sector,metallurgy,,,released,,,,,\n",
    "occupations_nl.csv": "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,hiddenLabels,status,"
    "modifiedDate,regulatedProfessionNote,scopeNote,definition,inScheme,description,code\n"
    f"Occupation,{WELDER},7212,lasser,lasser m/v,,released,,,,,,Een lasser last.,7212.2\n",
    "occupations_en.csv": "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,hiddenLabels,status,"
    "modifiedDate,regulatedProfessionNote,scopeNote,definition,inScheme,description,code\n"
    f"Occupation,{WELDER},7212,welder,,,released,,,,,,,7212.2\n",
    "occupationSkillRelations_en.csv": "occupationUri,relationType,skillType,skillUri\n"
    f"{WELDER},essential,skill/competence,{WELD}\n"
    f"{WELDER},optional,skill/competence,{DRAW}\n"
    f"{WELDER},optional,knowledge,{METAL}\n",
    "skillSkillRelations_en.csv": "originalSkillUri,originalSkillType,relationType,relatedSkillType,relatedSkillUri\n"
    f"{WELD},skill/competence,optional,knowledge,{METAL}\n"
    f"{METAL},knowledge,optional,skill/competence,{WELD}\n",
    "broaderRelationsSkillPillar_en.csv": "conceptType,conceptUri,broaderType,broaderUri\n"
    f"KnowledgeSkillCompetence,{DRAW},KnowledgeSkillCompetence,{METAL}\n"
    f"KnowledgeSkillCompetence,{DRAW},SkillGroup,{ESCO}/skill/S1.2\n"
    f"SkillGroup,{ESCO}/skill/S1.2,SkillGroup,{ESCO}/skill/S1\n",
}  # fmt: skip

V12 = V11 | {
    "skills_nl.csv": "\ufeffconceptType,conceptUri,preferredLabel,altLabels,naceCode\r\n"
    f'KnowledgeSkillCompetence,{WELD},lassen,"laswerk\nlastechniek",\r\n'
    f"KnowledgeSkillCompetence,{TEAM},samenwerken,,\r\n"
    f"KnowledgeSkillCompetence,{METAL},metaalkunde,,\r\n",
    "occupations_nl.csv": "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,description,code,naceCode\n"
    f"Occupation,{WELDER},{ESCO}/isco/C7212,lasser,lasser m/v,Een lasser last.,7212.2,\n",
    "occupationSkillRelations_en.csv": "occupationUri,occupationLabel,relationType,skillType,skillUri,skillLabel\n"
    f"{WELDER},welder,optional,,{WELD},weld\n"
    f"{WELDER},welder,optional,,{DRAW},read drawings\n"
    f"{WELDER},welder,optional,,{METAL},metallurgy\n"
    f"{WELDER},welder,essential,,{WELD},weld\n",
    "broaderRelationsSkillPillar_en.csv": "conceptType,conceptUri,conceptLabel,broaderType,broaderUri,broaderLabel\n"
    f"KnowledgeSkillCompetence,{DRAW},read drawings,KnowledgeSkillCompetence,{METAL},metallurgy\n"
    f"KnowledgeSkillCompetence,{DRAW},read drawings,SkillGroup,{ESCO}/skill/S1.2,reading\n"
    f"SkillGroup,{ESCO}/skill/S1.2,reading,SkillGroup,{ESCO}/skill/S1,communication\n",
}  # fmt: skip
